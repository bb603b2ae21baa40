"""Who works, where and with whose money: the organisation, its staff, institutions, projects and lists."""
