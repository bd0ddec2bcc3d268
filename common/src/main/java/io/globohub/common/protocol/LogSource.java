package io.globohub.common.protocol;

/** Which log of an app: what gunicorn and the app write while they run, or what the newest start said before that. */
public enum LogSource {
    ERROR,
    BOOT
}
