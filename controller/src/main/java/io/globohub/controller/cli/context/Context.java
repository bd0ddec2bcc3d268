package io.globohub.controller.cli.context;

import java.net.URI;

/**
 * A controller and who one is there.
 *
 * @param caFile path of PEM certificates trusted there instead of the system's, or null
 */
public record Context(URI url, String token, String caFile) {
    @Override
    public String toString() {
        return "Context[" + url + ", token hidden]";
    }
}
