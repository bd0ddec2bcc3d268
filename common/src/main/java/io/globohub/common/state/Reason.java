package io.globohub.common.state;

import java.util.Locale;

/**
 * Why something did not go as wished: one closed list shared by agent, controller, command line and documents.
 *
 * <p>The lower-case name is the {@code code} on the wire and never changes its meaning. {@link #remedy()} is the
 * sentence that says what to do.
 */
public enum Reason {
    // the host
    DISK_FULL("Free space on the filesystem named, or lower 'keep', then retry the rollout."),
    PORT_IN_USE("Stop the process named, or choose another port or address, then retry the rollout."),
    PORT_FORBIDDEN("Choose a port of 1024 or above, or allow the agent's user to bind lower ones."),
    ADDRESS_NOT_LOCAL("The host has no interface with that address: correct the bind address."),
    PYTHON_MISSING(
            "Install python3 with its venv module (Debian: apt install python3-venv), or set 'python' in agent.yaml."),
    AGENT_ERROR("This is a fault of the agent itself: see its log, and report it with the evidence."),
    AGENT_STALE("The host has not checked in: see that it is up and reaches the controller."),
    HELD("Somebody holds this host: see who and why, and lift the hold first."),

    // the pack
    PACK_UNAVAILABLE("The pack could not be fetched: see that the controller is reachable; the agent goes on trying."),
    DIGEST_MISMATCH(
            "The bytes received are not the pack that was announced: push the pack again and check the path to the controller."),
    PACK_REJECTED("The pack is malformed or hostile: build it anew with 'globohub pack build'."),
    SIGNATURE_INVALID("The pack is not signed by a key this host trusts: sign it, or add the key to agent.yaml."),
    PACK_MODIFIED("Files of an installed pack were changed on the host: deploy the version again."),

    // the Python environment
    PIP_FAILED(
            "pip could not install the requirements: read its last lines, correct requirements.txt, push a new version."),
    REQUIREMENT_NOT_FOUND(
            "No such version for this Python: correct the pin in requirements.txt, or give an index that has it."),
    INDEX_UNREACHABLE(
            "The package index cannot be reached: check network, proxy and index settings in agent.yaml, or build the pack with --wheels."),
    COMPILER_MISSING(
            "A requirement has to be compiled: install gcc and the Python headers, or use a version with a wheel."),
    SETUPTOOLS_TOO_NEW(
            "A requirement needs pkg_resources, which the newest setuptools lacks: add 'setuptools<81' to requirements.txt."),
    HASH_MISMATCH("A requirement's file does not match its --hash: check requirements.txt and the index."),
    VENV_BROKEN("The environment does not hold what was installed: retry; if it persists, check the disk."),
    ENTRY_POINT_MISSING("gunicorn cannot import the entry point: check entry_point in pack.yaml and the evidence."),

    // the process
    PREFLIGHT_FAILED(
            "The new version did not pass its private trial, so nothing was switched: read the app's last lines."),
    SMOKE_TEST_FAILED(
            "A smoke test of the new version failed, so nothing was switched: read which, and what the app answered."),
    HANDOVER_FAILED(
            "The new version died or did not serve when it took over; the old one serves on: read the app's last lines."),
    PROBE_FAILED(
            "The app does not answer its probe as expected: check the app, or the probe's path and expected status."),
    BOOT_FAILED("A worker could not boot (gunicorn exit 3): read the app's last lines."),
    APP_LOAD_FAILED("gunicorn could not load the app (exit 4): read the app's last lines."),
    PROCESS_DIED("The process ended by itself: read exit code and last lines."),
    PROCESS_KILLED("The process was killed from outside, or by the kernel for want of memory: check dmesg and memory."),
    PROCESS_STUCK("The process is there but answers nothing (hung): it was replaced; find what blocks it."),
    PROCESS_STOPPED("Somebody stopped the process (SIGSTOP) and the agent let it run on: find out who did."),
    WORKER_DIED(
            "A worker ended and gunicorn replaced it: check dmesg, memory and the app's last lines for what ended it."),
    WORKER_TIMEOUT(
            "A worker was silent for request_timeout_seconds and gunicorn replaced it: find what blocks it, or allow more time."),
    CURRENT_LINK_LOST("The link 'current' was removed or changed on the host and put back: leave it to the agent."),
    OUT_OF_MEMORY(
            "The kernel ended a process of the app for want of memory: raise limits.memory_bytes, find what the app keeps, or give the host more."),
    MEMORY_EXCEEDED("The app outgrew max_rss_bytes and was handed over to a fresh process."),
    STARTUP_TIMEOUT("No good probe within startup_timeout_seconds: check the app, or allow it more time."),
    CRASH_LOOP("The app died too often: read the evidence, then deploy a mended version or roll back."),
    ORPHANS_HOLD_PORT("Workers of a dead master still hold the port: they were ended; check what killed the master."),
    ROLLED_BACK("The previous version was brought back."),

    // the agent itself
    UPGRADE_UNAVAILABLE(
            "This agent cannot upgrade itself: install it from its Debian package, and see that globohub-agent-upgrade.path is active."),
    UPGRADE_REFUSED(
            "The host refused to install this package: build one for its architecture with 'globohub agents pack'."),
    UPGRADE_FAILED(
            "The new agent could not be installed or did not check in in time, and the old one is back: read the evidence, upgrade with a mended package."),

    // requests
    BAD_REQUEST("Correct the request as the message says."),
    UNKNOWN_PARAMETER("Remove or correct the parameter named."),
    INVALID_MANIFEST("Correct the settings as the message says."),
    INVALID_SELECTOR("Write a selector such as role=web,zone in (a,b),!canary."),
    SELECTOR_REQUIRED("Say which hosts: give a selector, or all hosts explicitly."),
    NO_HOSTS_SELECTED("No host matches the selector: check the labels of your hosts."),
    UNAUTHORIZED("Give a valid token ('globohub login')."),
    FORBIDDEN("Use a token whose role allows this."),
    NOT_FOUND("Check the address."),
    HOST_NOT_FOUND("Check the name ('globohub hosts list')."),
    APP_NOT_FOUND("Check the app's name ('globohub pack list')."),
    VERSION_NOT_FOUND("Check the version ('globohub pack list'), or push its pack first."),
    PACK_NOT_FOUND("Push the pack first ('globohub pack push')."),
    MANIFEST_NOT_FOUND("Check the manifest's id."),
    ROLLOUT_NOT_FOUND("Check the rollout's id ('globohub rollout list')."),
    TOKEN_NOT_FOUND("Check the token's id ('globohub token list')."),
    WEBHOOK_NOT_FOUND("Check the webhook's id ('globohub webhook list')."),
    LOG_REQUEST_NOT_FOUND("The request for a log has ended: ask anew ('globohub logs')."),
    LOG_NOT_FOUND("The app has written no such log on this host: see whether it was started ('globohub explain')."),
    WEBHOOK_FORBIDDEN("Give an address that the controller may call, or start it with --webhooks-to-loopback."),
    WEBHOOK_FAILED("Mend the receiver, see 'globohub webhook deliveries', then create the webhook anew."),
    METHOD_NOT_ALLOWED("Use one of the methods named."),
    UNSUPPORTED_MEDIA_TYPE("Send the content type named."),
    PAYLOAD_TOO_LARGE("Send less: the limit is named."),
    CONFLICT("Look at the current state, then decide again."),
    VERSION_CONFLICT("A pack with that version and other content exists: versions never change, choose a new one."),
    NAME_TAKEN("A host of that name is enrolled: choose another name, or retire that host first."),
    ROLLOUT_CONFLICT("Another rollout of this app runs over these hosts: wait for it, or abort it."),
    PRECONDITION_REQUIRED("Send If-Match with the ETag you saw."),
    PRECONDITION_FAILED("It changed since you looked: look again, then decide."),
    IDEMPOTENCY_MISMATCH("That Idempotency-Key was used with another request: use a new key."),
    RATE_LIMITED("Wait as long as Retry-After says."),
    UNAVAILABLE("Try again shortly."),
    STORE_CORRUPT(
            "The controller's database is damaged and was left as it is: restore a backup ('globohub restore FILE')."),
    INTERNAL_ERROR("This is a fault of the server: see its log with the request id."),

    // rollouts
    MAX_FAILURES("Too many hosts failed, so the rollout stopped: read the hosts' reasons."),
    DEADLINE("The rollout's time was up: read what the hosts were waiting for."),
    ABORTED("Somebody aborted it."),
    CONTROLLER_UNREACHABLE("See that the controller runs and that the address is right ('globohub doctor').");

    private final String remedy;

    Reason(String remedy) {
        this.remedy = remedy;
    }

    /** One sentence that says what to do. */
    public String remedy() {
        return remedy;
    }

    /** The name on the wire, for example {@code disk_full}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason whose {@link #code()} is {@code code}. */
    public static Reason ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
