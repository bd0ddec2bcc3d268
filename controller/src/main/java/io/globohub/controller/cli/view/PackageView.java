package io.globohub.controller.cli.view;

import io.globohub.common.protocol.PackageUse;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Result;
import java.util.List;

/** Which hosts serve which packages. */
public final class PackageView {
    private static final List<Column> PLACES = List.of(
            Column.key("HOST"),
            Column.of("PACKAGE", 90),
            Column.of("VERSION", 95),
            Column.of("APP", 80),
            Column.of("APP VERSION", 70));
    private static final List<Column> COUNTS = List.of(
            Column.key("PACKAGE"),
            Column.of("VERSION", 95),
            Column.of("APP", 80),
            Column.of("APP VERSION", 70),
            Column.number("HOSTS", 90));

    private PackageView() {}

    /** @param counted whether hosts were counted instead of listed */
    public static Result list(Fetched<List<PackageUse>> uses, boolean counted) {
        return new Result.Listing(
                uses.body(),
                new Grid(
                        counted ? COUNTS : PLACES,
                        uses.value().stream()
                                .map(use -> counted ? count(use) : place(use))
                                .toList()));
    }

    private static List<Cell> place(PackageUse use) {
        return List.of(
                Cell.of(use.host()),
                Cell.of(use.name()),
                Cell.of(use.version()),
                Cell.of(use.app()),
                Cell.of(use.appVersion()));
    }

    private static List<Cell> count(PackageUse use) {
        return List.of(
                Cell.of(use.name()),
                Cell.of(use.version()),
                Cell.of(use.app()),
                Cell.of(use.appVersion()),
                Cell.of(use.hosts()));
    }
}
