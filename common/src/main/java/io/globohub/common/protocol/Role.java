package io.globohub.common.protocol;

/** What a token may do. Each of the first three includes the ones before it; {@code enroll} may only enrol hosts. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN,
    ENROLL
}
