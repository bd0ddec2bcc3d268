package io.globohub.controller.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the controller said, as a value and as the very body it sent: tables are made from the one, {@code -o json} shows
 * the other.
 *
 * @param etag entity tag, with its quotes, or null
 */
public record Fetched<T>(T value, JsonNode body, String etag) {}
