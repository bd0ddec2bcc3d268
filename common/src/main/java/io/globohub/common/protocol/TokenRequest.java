package io.globohub.common.protocol;

import java.util.Map;

/**
 * Asks for a token.
 *
 * @param role viewer, operator, admin or enroll
 * @param app restricts an operator's changes to one app; null is all
 * @param expiresSeconds life time; null is the role's default
 * @param uses enrolments allowed with an enroll token; 1 by default
 * @param labels given to hosts that enrol with it
 */
public record TokenRequest(
        String name, Role role, String app, Long expiresSeconds, Integer uses, Map<String, String> labels) {
    public TokenRequest {
        if (role == null) {
            throw new IllegalArgumentException("role must be one of viewer, operator, admin, enroll");
        }
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new IllegalArgumentException(
                    "a token's name may hold letters, digits, '.', '_', '@' and '-' (at most 64)");
        }
        if (expiresSeconds != null && expiresSeconds < 1) {
            throw new IllegalArgumentException("expires_seconds must be positive");
        }
        if (uses != null && (uses < 1 || uses > 100_000)) {
            throw new IllegalArgumentException("uses must be between 1 and 100000");
        }
    }
}
