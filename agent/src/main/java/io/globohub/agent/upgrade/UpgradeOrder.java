package io.globohub.agent.upgrade;

import io.globohub.common.manifest.Manifest;

/**
 * What the agent asks of the unit that installs packages.
 *
 * @param id made anew for each order; the unit's word names it
 * @param manifest of the package to install, or null to bring back the package that was there before the last one
 */
public record UpgradeOrder(String id, Manifest manifest) {
    public UpgradeOrder {
        if (id == null || !id.matches("[0-9a-z-]{1,64}")) {
            throw new IllegalArgumentException("an order needs an id of lower-case letters, digits and '-'");
        }
    }

    boolean isWayBack() {
        return manifest == null;
    }
}
