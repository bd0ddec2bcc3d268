package io.globohub.controller.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Hosts as {@code ssh_config(5)} wants them, to be written into a file that {@code ~/.ssh/config} includes. What a host is
 * called comes from the host: a name that is anything but a plain one would say more to ssh than it may, so such a host is
 * left out, with a comment. Pure.
 */
final class SshConfig {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");

    private SshConfig() {}

    /** @param hosts as the API lists them; the label {@code address}, where there is one, says how a host is reached */
    static List<String> lines(List<JsonNode> hosts) {
        List<String> lines = new ArrayList<>();
        for (JsonNode host : hosts) {
            String name = host.path("name").asText();
            String label = host.path("labels").path("address").asText();
            String address = label.isEmpty() ? name : label;
            if (PLAIN.matcher(name).matches() && PLAIN.matcher(address).matches()) {
                lines.add("Host " + name);
                lines.add("  HostName " + address);
            } else {
                lines.add("# left out: ssh cannot be told of " + Plain.text(name));
            }
        }
        return lines;
    }
}
