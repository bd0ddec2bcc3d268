package io.globohub.agent.upkeep;

import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.reconcile.ContentReport;
import io.globohub.agent.state.StateFile;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares active versions with what was installed and remembers what it found, across restarts of the agent: each
 * change of what differs is an event, once. One thread scrubs; the findings may be asked for from any.
 */
public final class ContentScrub implements ContentReport {
    /** Reads the files of a version. */
    @FunctionalInterface
    public interface Reader {
        /** A few words for each file of the version and of its environment that is not as it was installed. */
        List<String> differences(AppName app, InstalledVersion version) throws IOException, InterruptedException;
    }

    private final Reader reader;
    private final StateFile<Findings> file;
    private final Ledger ledger;
    private final Map<String, Finding> found = new ConcurrentHashMap<>();

    /** @param file where findings outlive the agent */
    public ContentScrub(Reader reader, StateFile<Findings> file, Ledger ledger) {
        this.reader = reader;
        this.file = file;
        this.ledger = ledger;
        file.read().ifPresent(all -> found.putAll(all.byApp()));
    }

    /** Looks at every file of a version. */
    public void scrub(AppName app, InstalledVersion version) throws IOException, InterruptedException {
        List<String> differing = reader.differences(app, version);
        Finding before = found.get(app.value());
        boolean told = before != null && before.isAbout(version) && before.equals(Finding.of(version, differing));
        if (differing.isEmpty()) {
            if (found.remove(app.value()) != null) {
                remember();
            }
        } else if (!told) {
            Finding now = Finding.of(version, differing);
            found.put(app.value(), now);
            remember();
            ledger.record(Ledger.Fact.of(EventKind.PACK_MODIFIED, app, version.manifestId(), sentence(now)));
        }
    }

    @Override
    public List<String> modifiedFiles(AppName app, InstalledVersion version) {
        Finding finding = found.get(app.value());
        return finding != null && finding.isAbout(version) ? finding.files() : List.of();
    }

    private void remember() {
        file.write(new Findings(new TreeMap<>(found)));
    }

    private static String sentence(Finding finding) {
        int more = finding.count() - finding.files().size();
        return "version " + finding.version() + " is no longer as it was installed: "
                + String.join(", ", finding.files())
                + (more > 0 ? " and " + more + " more" : "");
    }
}
