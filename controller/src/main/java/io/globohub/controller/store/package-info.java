/**
 * The records in SQL: embedded SQLite, or PostgreSQL, with the same statements and migrations.
 *
 * <p>The only package that imports java.sql, JDBI or Flyway. {@link io.globohub.controller.store.SqlRecords} is the
 * entry; one class holds the statements of one noun.
 */
package io.globohub.controller.store;
