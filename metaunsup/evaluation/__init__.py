"""How good an adaptation is: metrics, a race of several learners on one task, comparisons over many tasks."""
