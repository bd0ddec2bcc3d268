package io.globohub.common.protocol;

/**
 * Something that a search found.
 *
 * @param kind {@code host}, {@code app}, {@code version}, {@code rollout} or {@code package}
 * @param id by which the address of its kind knows it
 * @param title what people call it
 * @param detail more about it, or null
 */
public record SearchHit(String kind, String id, String title, String detail) {}
