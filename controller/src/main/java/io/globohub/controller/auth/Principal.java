package io.globohub.controller.auth;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;

/** Who sent a request. */
public sealed interface Principal {
    /** The name that the ledger knows this one by. */
    String actor();

    /** Nobody in particular: no token was sent. */
    record Nobody() implements Principal {
        @Override
        public String actor() {
            return "nobody";
        }
    }

    /** The bearer of a token. */
    record Bearer(TokenView token) implements Principal {
        @Override
        public String actor() {
            return token.name();
        }

        public Role role() {
            return token.role();
        }

        /** Refuses a change of {@code app} by a token that is restricted to another; null means "of any app". */
        public void mustChange(AppName app) {
            if (token.app() != null && (app == null || !token.app().equals(app.value()))) {
                throw new Refused(
                        Reason.FORBIDDEN, "the token '" + token.name() + "' may change only the app " + token.app());
            }
        }
    }

    /** An enrolled host's agent. */
    record Agent(String hostId, String name) implements Principal {
        @Override
        public String actor() {
            return "host:" + name;
        }
    }
}
