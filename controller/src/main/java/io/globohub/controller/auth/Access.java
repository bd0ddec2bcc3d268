package io.globohub.controller.auth;

import io.globohub.common.protocol.Role;

/** Who may use a route. */
public enum Access {
    ANYONE,
    ENROLLER,
    AGENT,
    AGENT_OR_VIEWER,
    VIEWER,
    OPERATOR,
    ADMIN;

    /** Whether {@code who} may. */
    public boolean allows(Principal who) {
        if (this == ANYONE) {
            return true;
        }
        if (who instanceof Principal.Agent) {
            return this == AGENT || this == AGENT_OR_VIEWER;
        }
        return who instanceof Principal.Bearer bearer && allows(bearer.role());
    }

    private boolean allows(Role role) {
        return switch (this) {
            case ANYONE -> true;
            case ENROLLER -> role == Role.ENROLL;
            case AGENT -> false;
            case AGENT_OR_VIEWER, VIEWER -> role == Role.VIEWER || role == Role.OPERATOR || role == Role.ADMIN;
            case OPERATOR -> role == Role.OPERATOR || role == Role.ADMIN;
            case ADMIN -> role == Role.ADMIN;
        };
    }
}
