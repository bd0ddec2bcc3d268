package io.globohub.agent.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationTest {
    private static final String IN_ITS_OWN_GROUP = "0::/system.slice/globohub-agent.service/agent\n";

    @Test
    void whatIsGivenIsTheGroupOfTheUnit() {
        assertThat(Delegation.of(IN_ITS_OWN_GROUP, true))
                .isEqualTo(new Delegation.Given("system.slice/globohub-agent.service"));
    }

    @Test
    void besideOlderHierarchiesNothingIsGiven() {
        String hybrid = "4:memory:/system.slice/globohub-agent.service\n" + IN_ITS_OWN_GROUP;

        assertThat(Delegation.of(hybrid, true)).isInstanceOf(Delegation.Missing.class);
        assertThat(Delegation.of("4:memory:/\n1:name=systemd:/\n", false)).isInstanceOf(Delegation.Missing.class);
        assertThat(Delegation.of("", false)).isInstanceOf(Delegation.Missing.class);
    }

    /** There a restarted agent would be refused by the kernel, once groups below have controllers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/system.slice/globohub-agent.service\n",
                "0::/user.slice/user-0.slice/session-1.scope\n",
                "0::/agent\n",
                "0::/\n"
            })
    void anAgentThatIsNotInAGroupBelowItsUnitsTouchesNone(String self) {
        assertThat(Delegation.of(self, true))
                .isInstanceOfSatisfying(
                        Delegation.Missing.class,
                        missing -> assertThat(missing.why()).contains("systemd 254"));
    }
}
