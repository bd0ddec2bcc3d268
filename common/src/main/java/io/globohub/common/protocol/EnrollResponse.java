package io.globohub.common.protocol;

/** A host's identity. The credential is shown this once and is stored hashed by the controller. */
public record EnrollResponse(String hostId, String name, String credential) {}
