/**
 * What the controller remembers: the facts as values, and the port through which they are read and changed.
 *
 * <p>{@link io.globohub.controller.records.Records} is the port: everything inside one {@code write} is committed
 * together or not at all. No SQL here; {@code store} has it.
 */
package io.globohub.controller.records;
