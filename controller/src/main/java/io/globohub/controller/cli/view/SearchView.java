package io.globohub.controller.cli.view;

import io.globohub.common.protocol.SearchHit;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Result;
import java.util.List;

/** What a search has found. Pure. */
public final class SearchView {
    private static final List<Column> COLUMNS =
            List.of(Column.key("NAME"), Column.of("KIND", 90), Column.of("DETAIL", 60), Column.wide("ID"));

    private SearchView() {}

    public static Result hits(Fetched<List<SearchHit>> hits) {
        return new Result.Listing(
                hits.body(),
                new Grid(
                        COLUMNS,
                        hits.value().stream()
                                .map(hit -> List.of(
                                        Cell.of(hit.title()),
                                        Cell.of(hit.kind()),
                                        Cell.of(hit.detail()),
                                        Cell.of(hit.id())))
                                .toList()));
    }
}
