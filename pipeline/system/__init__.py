"""What has nothing to do with cooperatives: files, folders, locks, processes, the clock, errors, progress."""
