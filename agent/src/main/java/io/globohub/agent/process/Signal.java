package io.globohub.agent.process;

/** The signals the agent sends. */
public enum Signal {
    /** Stop gracefully. */
    TERM,
    /** End at once. */
    KILL,
    /** Run on. */
    CONT,
    /** gunicorn: reopen log files. */
    USR1,
    /** gunicorn: execute anew with the same sockets. */
    USR2
}
