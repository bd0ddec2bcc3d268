package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.state.AppRecord;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Accounting;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Failure;
import io.globohub.common.state.InstalledVersion;
import io.globohub.common.state.ProcessReport;
import java.util.List;
import java.util.Optional;

/** Puts together what is seen of one app: the record, the disk, and the live process, each from its own source. */
public final class AppObserver {
    private final Masters masters;
    private final AppDisk disk;
    private final UsageMeter meter;
    private final ContentReport contents;

    public AppObserver(Masters masters, AppDisk disk, UsageMeter meter, ContentReport contents) {
        this.masters = masters;
        this.disk = disk;
        this.meter = meter;
        this.contents = contents;
    }

    public AppObservation observe(AppLoop loop) {
        AppRecord record = loop.record();
        Supervisor.Snapshot supervision = loop.supervision();
        AppRecord.LocalChoice choice = loop.wish()
                .filter(wish -> !AppPlanner.isOverridden(wish, record))
                .map(newerWish -> (AppRecord.LocalChoice) null)
                .orElse(record.override());
        List<InstalledVersion> installed = disk.installed(loop.app());
        Optional<ProcessReport> process = process(record);
        return new AppObservation(
                loop.app(),
                record.goal(),
                record.activeId().orElse(null),
                choice == null ? null : CanonicalJson.idOf(choice.manifest()),
                installed,
                process.orElse(null),
                supervision.phase(),
                supervision.since(),
                record.restarts(),
                record.dataLossEvents(),
                supervision.nextRetryAt(),
                supervision.probe(),
                failure(loop, record, supervision),
                loop.lastDeployment().orElse(null),
                record.hold(),
                modifiedFiles(record, installed),
                process.map(ProcessReport::manifestId)
                        .flatMap(running -> disk.environment(loop.app(), running.version()))
                        .orElse(null));
    }

    private List<String> modifiedFiles(AppRecord record, List<InstalledVersion> installed) {
        return installed.stream()
                .filter(version -> record.active() != null
                        && version.version().equals(record.active().version()))
                .findFirst()
                .map(version -> contents.modifiedFiles(record.app(), version))
                .orElse(List.of());
    }

    /** What is wrong with the process; else why the present wish could not be fulfilled. */
    private static Failure failure(AppLoop loop, AppRecord record, Supervisor.Snapshot supervision) {
        if (supervision.failure() != null || record.failed() == null) {
            return supervision.failure();
        }
        boolean stillWished = loop.wish()
                .map(wish -> wish.manifestId().equals(record.failed().manifest()))
                .orElse(true);
        return stillWished ? record.failed().failure() : null;
    }

    private Optional<ProcessReport> process(AppRecord record) {
        return masters.find(record.app()).stream()
                .reduce((older, newer) -> newer)
                .map(master -> report(master, record));
    }

    private ProcessReport report(LiveMaster master, AppRecord record) {
        UsageMeter.Usage usage = meter.measure(master.pid()).orElse(new UsageMeter.Usage(0, 0, -1, Accounting.PROC));
        return new ProcessReport(
                master.manifest(),
                master.pid(),
                master.process().startedAt(),
                master.workers().size(),
                usage.cpuRatio(),
                usage.rssBytes(),
                usage.openFds(),
                bind(record.active()),
                usage.accounting());
    }

    private static List<BindAddress> bind(Manifest active) {
        return active == null ? List.of() : active.settings().bind();
    }
}
