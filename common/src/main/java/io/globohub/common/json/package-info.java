/**
 * The one place that knows how our values look as JSON and YAML (snake_case, lower-case enums, RFC 3339 times).
 *
 * <p>Nothing here knows what the values mean. Start reading at {@link io.globohub.common.json.Json}.
 */
package io.globohub.common.json;
