package io.globohub.controller.fleet;

import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.selector.Selector;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which hosts a list shows; what is null or empty does not matter.
 *
 * @param versions running versions, of {@code app} if that is given
 * @param drifting true: only hosts with drift; false: only hosts without
 * @param cause only hosts with drift of this cause
 * @param name see {@link #glob}
 */
public record HostFilter(
        Selector selector,
        List<Freshness> freshness,
        String app,
        List<String> versions,
        Boolean drifting,
        Drift.Cause cause,
        Pattern name) {

    /** Whether {@code host} is shown. */
    public boolean accepts(HostSummary host) {
        return (selector == null || selector.matches(host.name(), host.labels()))
                && (freshness.isEmpty() || freshness.contains(host.freshness()))
                && (name == null || name.matcher(host.name()).matches())
                && acceptsApps(host);
    }

    private boolean acceptsApps(HostSummary host) {
        List<HostAppView> apps = host.apps().stream()
                .filter(view -> app == null || view.app().value().equals(app))
                .toList();
        boolean hasDrift = apps.stream().anyMatch(view -> !view.drift().isEmpty());
        return (app == null || !apps.isEmpty())
                && (versions.isEmpty()
                        || apps.stream()
                                .anyMatch(view -> view.runningVersion() != null
                                        && versions.contains(
                                                view.runningVersion().value())))
                && (drifting == null || drifting == hasDrift)
                && (cause == null
                        || apps.stream()
                                .flatMap(view -> view.drift().stream())
                                .anyMatch(drift -> drift.cause() == cause));
    }

    /** {@code *} stands for any characters; null for none. */
    public static Pattern glob(String glob) {
        if (glob == null) {
            return null;
        }
        StringBuilder regex = new StringBuilder();
        for (String part : glob.split("(?<=\\*)|(?=\\*)", -1)) {
            regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }
}
