package io.globohub.agent.port;

/**
 * A process that holds a listening socket.
 *
 * @param command its program and first argument, shortened: the rest may hold what is not for others' eyes
 * @param user the name of its owner
 */
public record SocketHolder(long pid, String command, String user) {
    @Override
    public String toString() {
        return "process " + pid + " (" + command + ", user " + user + ")";
    }
}
