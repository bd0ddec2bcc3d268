package io.globohub.controller.fleet;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostPlan;
import io.globohub.common.protocol.HostPlan.Change;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** What a host's agent has to do to be as wished. Pure; the agent's own plan knows its disk and is the last word. */
public final class HostPlanner {
    private static final List<String> TO_DISK = List.of("reserve", "fetch", "verify", "unpack", "venv", "commit_disk");
    private static final List<String> TO_SERVICE = List.of("preflight", "activate", "confirm", "commit");

    private HostPlanner() {}

    public static HostPlan plan(HostPicture picture, Instant now) {
        TreeSet<AppName> names = new TreeSet<>();
        picture.assignments().forEach(assignment -> names.add(assignment.app()));
        if (picture.seen() != null) {
            picture.seen().observation().apps().forEach(app -> names.add(app.app()));
        }
        return new HostPlan(
                picture.host().name(),
                picture.host().generation(),
                picture.observedGeneration(),
                names.stream().map(name -> change(picture, name, now)).toList());
    }

    private static Change change(HostPicture picture, AppName name, Instant now) {
        Assignment wished = picture.assignment(name).orElse(null);
        AppObservation seen = picture.observation(name).orElse(null);
        ManifestId from = seen == null ? null : seen.active();
        Change change = wished == null ? unwished(name, from) : wished(wished, seen, from);
        boolean idle = change.action().equals("none") || change.action().equals("unwished");
        return idle ? change : waiting(change, waitsFor(picture, wished, seen, now));
    }

    private static Change unwished(AppName name, ManifestId from) {
        return from == null
                ? new Change(name, "none", null, null, List.of(), "it is not here and not wished", null)
                : new Change(name, "unwished", from, null, List.of(), "only the goal 'absent' removes it", null);
    }

    private static Change wished(Assignment wished, AppObservation seen, ManifestId from) {
        boolean runs = seen != null && seen.running() != null;
        return switch (wished.goal()) {
            case ABSENT ->
                from == null && !runs
                        ? none(wished, from, "it is gone")
                        : of(wished, "remove", from, null, List.of("stop", "remove"), "its process ends, its files go");
            case STOPPED ->
                runs
                        ? of(wished, "stop", from, from, List.of("stop"), "its process ends, its files stay")
                        : none(wished, from, "it does not run");
            case RUNNING -> running(wished, seen, from);
        };
    }

    private static Change running(Assignment wished, AppObservation seen, ManifestId from) {
        ManifestId to = wished.manifestId();
        boolean serves = seen != null
                && seen.running() != null
                && to.equals(seen.running().manifestId());
        if (serves && to.equals(from)) {
            return none(wished, from, "it serves " + to);
        }
        if (to.equals(from)) {
            return of(wished, "start", from, to, List.of("start"), to + " is installed and does not run");
        }
        boolean onDisk = seen != null && seen.installed().stream().anyMatch(one -> to.equals(one.manifestId()));
        String action = from == null ? "install" : from.version().equals(to.version()) ? "reconfigure" : "upgrade";
        List<String> steps = onDisk ? TO_SERVICE : concat(TO_DISK, TO_SERVICE);
        String detail = onDisk
                ? "its files are on the disk already"
                : "up to " + wished.manifest().pack().sizeBytes() + " bytes to fetch";
        return of(wished, action, from, to, steps, detail);
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
    }

    private static Change none(Assignment wished, ManifestId from, String detail) {
        ManifestId to = wished.goal() == Goal.ABSENT ? null : wished.manifestId();
        return new Change(wished.app(), "none", from, to, List.of(), detail, null);
    }

    private static Change of(
            Assignment wished, String action, ManifestId from, ManifestId to, List<String> steps, String detail) {
        return new Change(wished.app(), action, from, to, steps, detail, null);
    }

    private static Change waiting(Change change, String waitsFor) {
        return new Change(
                change.app(), change.action(), change.from(), change.to(), change.steps(), change.detail(), waitsFor);
    }

    private static String waitsFor(HostPicture picture, Assignment wished, AppObservation seen, Instant now) {
        Hold onHost = picture.host().hold();
        if (onHost != null && onHost.isActive(now)) {
            return "the hold of " + onHost.owner();
        }
        if (seen != null && seen.hold() != null && seen.hold().isActive(now)) {
            return "the hold of " + seen.hold().owner() + " on the app";
        }
        if (picture.freshness() != Freshness.FRESH || picture.seen() == null) {
            return "the host's return";
        }
        DeploymentReport last = seen == null ? null : seen.deployment();
        boolean tried = last != null
                && last.outcome() != null
                && last.outcome() != DeploymentReport.Outcome.SUCCEEDED
                && last.attempt() == wished.attempt()
                && last.manifestId().equals(wished.manifestId());
        if (tried) {
            return "another manifest or a retry: this one failed";
        }
        return seen != null && seen.override() != null ? "a new rollout: the host itself was told otherwise" : null;
    }
}
