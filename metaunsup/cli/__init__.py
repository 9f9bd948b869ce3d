"""The command line: ``python -m metaunsup {data,train,evaluate}``, everything the pages do, headless."""
