"""The page of tasks: ``cactus`` holds ``tasks.cactus.*``, ``page`` the rest."""
