package io.globohub.controller.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostSummary;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Hosts by how much of them is used, the fullest first. Pure. */
public final class TopView {
    private static final List<Column> COLUMNS = List.of(
            Column.key("HOST"),
            Column.number("CPU", 95),
            Column.number("LOAD", 80),
            Column.number("MEM USED", 90),
            Column.number("MEM FREE", 60),
            Column.number("DISK USED", 85),
            Column.number("DISK FREE", 55),
            Column.of("SEEN", 50));

    private TopView() {}

    /** What a host is judged by. */
    public enum By {
        CPU,
        MEMORY,
        DISK,
        LOAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How much; a host that has not said it comes last. */
        private double of(HostSummary host) {
            Double used = switch (this) {
                case CPU -> host.cpuRatio();
                case LOAD -> host.load1();
                case MEMORY -> used(host.memoryAvailableBytes(), host.memoryTotalBytes());
                case DISK -> used(host.diskAvailableBytes(), host.diskTotalBytes());
            };
            return used == null ? -1 : used;
        }
    }

    private static Double used(Long available, Long total) {
        return available == null || total == null || total == 0 ? null : 1 - (double) available / total;
    }

    /** At most {@code limit} of them; the body is the API's, in the same order. */
    public static Result table(Fetched<List<HostSummary>> hosts, By by, int limit, Instant now) {
        List<HostSummary> all = hosts.value();
        List<Integer> order = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> by.of(all.get(i)))
                        .reversed()
                        .thenComparing(i -> all.get(i).name()))
                .limit(limit)
                .toList();
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        order.forEach(i -> items.add(hosts.body().path("items").path(i)));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("items", items);
        return new Result.Listing(
                body,
                new Grid(COLUMNS, order.stream().map(i -> row(all.get(i), now)).toList()));
    }

    private static List<Cell> row(HostSummary host, Instant now) {
        return List.of(
                Cell.of(host.name()),
                share(host.cpuRatio()),
                Cell.rounded(host.load1()),
                share(used(host.memoryAvailableBytes(), host.memoryTotalBytes())),
                Cell.bytes(host.memoryAvailableBytes()),
                share(used(host.diskAvailableBytes(), host.diskTotalBytes())),
                Cell.bytes(host.diskAvailableBytes()),
                Cell.age(host.lastSeenAt(), now).in(host.freshness() == Freshness.FRESH ? Tone.PLAIN : Tone.BAD));
    }

    private static Cell share(Double ratio) {
        if (ratio == null) {
            return Cell.EMPTY;
        }
        return Cell.percent(ratio).in(ratio >= 0.9 ? Tone.BAD : ratio >= 0.75 ? Tone.WARNING : Tone.PLAIN);
    }
}
