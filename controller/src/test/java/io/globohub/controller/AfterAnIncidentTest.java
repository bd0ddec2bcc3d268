package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.HostObservation;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfterAnIncidentTest {
    @TempDir
    Path directory;

    @Test
    void aTokenThatIsRevokedHearsNoFurtherEvent() throws Exception {
        try (World world = World.in(directory)) {
            TokenView viewer = world.token(Role.VIEWER);
            try (Socket stream = follow(world, viewer.secret())) {
                world.admin().delete("/v1/tokens/" + viewer.id());
                // the stream ends by itself, so all of it can be read
                String heard = new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                world.token(Role.VIEWER);
                assertThat(heard).contains("TTP/1.1 200 OK").doesNotContain("token_created");
            }
        }
    }

    @Test
    void aTokenThatEndsHearsNoFurtherEvent() throws Exception {
        try (World world = World.in(directory)) {
            String secret = world.admin()
                    .post(Paths.TOKENS, "{\"name\":\"short\",\"role\":\"viewer\",\"expires_seconds\":60}")
                    .as(TokenView.class)
                    .secret();
            try (Socket stream = follow(world, secret)) {
                world.clock().advance(Duration.ofSeconds(60));
                assertThat(stream.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    private static Socket follow(World world, String secret) throws IOException {
        Socket stream =
                new Socket(InetAddress.getLoopbackAddress(), world.controller().port());
        stream.setSoTimeout(20_000);
        stream.getOutputStream()
                .write(("GET /v1/events/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                + secret + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(stream.getInputStream().read()).isEqualTo('H');
        return stream;
    }

    @Test
    void aControllerSetBackToAnOlderBackupGoesOnAboveWhatItsHostsHaveSeen() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            CheckinRequest now = web1.request();
            HostObservation seen = now.observation();
            HostObservation later = new HostObservation(
                    seen.at(),
                    seen.agentVersion(),
                    seen.bootId(),
                    seen.startedAt(),
                    7,
                    seen.os(),
                    seen.python(),
                    seen.apps());
            web1.http().post(Paths.AGENT_CHECKIN, new CheckinRequest("instance-1", later, now.metrics(), List.of()));

            assertThat(web1.http()
                            .get(Paths.AGENT_DESIRED)
                            .as(DesiredAnswer.class)
                            .state()
                            .generation())
                    .isEqualTo(8);
        }
    }

    @Test
    void aDesiredStateSaysWhenItEnds() throws Exception {
        try (World world = World.in(directory)) {
            DesiredState state = world.webHost("web1")
                    .http()
                    .get(Paths.AGENT_DESIRED)
                    .as(DesiredAnswer.class)
                    .state();
            assertThat(Duration.between(state.issuedAt(), state.expiresAt())).isEqualTo(Duration.ofDays(1));
        }
    }
}
