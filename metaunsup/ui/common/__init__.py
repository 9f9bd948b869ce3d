"""What several pages share: the frame and its link, forms of tasks, learners and runs, numbers and names in words."""
