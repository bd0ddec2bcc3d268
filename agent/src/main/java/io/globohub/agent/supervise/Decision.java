package io.globohub.agent.supervise;

import java.util.List;

/** What to remember, and what to do, in order. */
public record Decision(Watch watch, List<Action> actions) {
    public Decision {
        actions = List.copyOf(actions);
    }

    static Decision of(Watch watch, Action... actions) {
        return new Decision(watch, List.of(actions));
    }
}
