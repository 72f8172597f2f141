-- Number of restarts after the process of the job had ended.
ALTER TABLE imports ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exports ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0;
