package io.globohub.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {
    @TempDir
    Path root;

    private Path socket() {
        return root.resolve("agent.sock");
    }

    @Test
    void oneThatConnectsAndSaysNothingKeepsNobodyWaiting() throws Exception {
        try (ControlServer server = new ControlServer(socket(), request -> ControlReply.done("here")).start();
                SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            assertThat(server).isNotNull();
            assertThat(silent.isConnected()).isTrue();

            assertThat(new ControlClient(socket()).ask(ControlRequest.status()).message())
                    .isEqualTo("here");
        }
    }

    @Test
    void aLongRequestKeepsNobodyWaiting() throws Exception {
        CountDownLatch longOneIsIn = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        try (ControlServer server = new ControlServer(socket(), request -> {
                    if (request.command() == ControlRequest.Command.ROLLBACK) {
                        longOneIsIn.countDown();
                        await(held);
                    }
                    return ControlReply.done("done");
                })
                .start()) {
            assertThat(server).isNotNull();
            Thread slow = new Thread(() -> ask(ControlRequest.Command.ROLLBACK));
            slow.start();
            await(longOneIsIn);

            assertThat(new ControlClient(socket()).ask(ControlRequest.status()).ok())
                    .isTrue();

            held.countDown();
            slow.join();
        }
    }

    private void ask(ControlRequest.Command command) {
        try {
            new ControlClient(socket()).ask(new ControlRequest(command, null, null, null, null, null));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
