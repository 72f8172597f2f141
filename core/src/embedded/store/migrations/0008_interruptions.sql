-- How often work was begun anew whose process had ended before it.
ALTER TABLE imports ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exports ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0;
