/**
 * Backups of a controller with an SQLite store: one zip with the database as of one moment, the packs, and a list of
 * both with their digests.
 *
 * <p>{@link io.globohub.controller.backup.SqliteBackup} makes one while the controller runs; {@link
 * io.globohub.controller.backup.Restore} believes nothing of it until it has been looked through.
 */
package io.globohub.controller.backup;
