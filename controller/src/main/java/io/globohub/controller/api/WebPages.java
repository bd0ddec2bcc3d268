package io.globohub.controller.api;

import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import io.globohub.controller.web.WebFile;
import io.globohub.controller.web.WebFiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * Serves the web page: the same document at each of its addresses, and the files it names.
 *
 * <p>Anyone may read these; they hold no fact about the fleet. What the page shows it asks for with the reader's own
 * token.
 */
final class WebPages {
    static final String ROUTE = "web";

    /** Nothing inline, nothing from elsewhere, no text ever read as markup, in no one's frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final List<String> ADDRESSES = List.of(
            "/",
            "/login",
            "/hosts",
            "/hosts/{host}",
            "/rollouts",
            "/rollouts/new",
            "/rollouts/{id}",
            "/packages",
            "/history",
            "/settings");

    private static final String ICON = "/favicon.ico";
    private static final String FILES = "/assets/{digest}/<name>";

    private final WebFiles files;

    WebPages(WebFiles files) {
        this.files = files;
    }

    void register(RoutesConfig javalin) {
        ADDRESSES.forEach(address -> get(javalin, address, this::page));
        get(javalin, ICON, ctx -> send(ctx, file("icon.svg"), "no-cache"));
        get(javalin, FILES, this::asset);
    }

    /** Whether an address is the page's or one of its files: they tell nothing of the fleet, and need no rule. */
    static boolean isPage(String path) {
        return ADDRESSES.contains(path) || path.equals(ICON) || path.equals(FILES);
    }

    private static void get(RoutesConfig javalin, String address, Handler handler) {
        javalin.addHttpHandler(HandlerType.GET, address, handler);
        javalin.addHttpHandler(HandlerType.HEAD, address, handler);
    }

    private void page(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Frame-Options", "DENY")
                .header("Cross-Origin-Opener-Policy", "same-origin");
        send(ctx, files.index(), "no-cache");
    }

    private void asset(Context ctx) {
        WebFile file = file(ctx.pathParam("name"));
        boolean ofThisPage = ctx.pathParam("digest").equals(files.digest());
        // a page from before an upgrade, or of another controller, gets what is here but must not keep it
        send(ctx, file, ofThisPage ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private WebFile file(String name) {
        return files.file(name)
                .orElseThrow(() -> new Refused(Reason.NOT_FOUND, "the page has no file of that name: load it again"));
    }

    private static void send(Context ctx, WebFile file, String caching) {
        ctx.attribute(Api.ROUTE, ROUTE);
        String accepted = ctx.header("Accept-Encoding");
        boolean zipped = accepted != null && accepted.contains("gzip");
        String etag = file.etag(zipped);
        ctx.header("ETag", etag)
                .header("Cache-Control", caching)
                .header("Vary", "Accept-Encoding")
                .header("X-Content-Type-Options", "nosniff");
        if (Call.tags(ctx.header("If-None-Match")).contains(etag)) {
            ctx.status(304);
            return;
        }
        if (zipped) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.contentType(file.mediaType()).result(file.bytes(zipped));
    }
}
