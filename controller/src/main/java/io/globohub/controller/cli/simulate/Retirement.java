package io.globohub.controller.cli.simulate;

import io.globohub.common.protocol.HostSummary;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes the hosts of a simulation out of the fleet again. */
public final class Retirement {
    private Retirement() {}

    /** Retires what {@code scenario} has enrolled; says how many that were. */
    public static int of(Api api, Scenario scenario) {
        List<HostSummary> hosts =
                api.hosts(Map.of("name", scenario.prefix() + "-*")).value();
        // several at once: each is a durable write, and the controller writes what waits together
        Stream<HostSummary> all = hosts.parallelStream();
        return all.mapToInt(host -> retire(api, host)).sum();
    }

    private static int retire(Api api, HostSummary host) {
        try {
            api.retireHost(host.id(), null);
            return 1;
        } catch (CommandFailed gone) {
            if (gone.exit() == ExitCode.NOT_FOUND) {
                return 0;
            }
            throw gone;
        }
    }
}
