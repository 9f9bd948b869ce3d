"""Work in the background: a job, the one queue that all kinds of it wait in, and a job that is a process of its own."""
