package io.globohub.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServiceNoticeTest {
    private final List<String> datagrams = new ArrayList<>();
    private final OutputStream socket = new ByteArrayOutputStream() {
        @Override
        public void write(byte[] datagram) {
            datagrams.add(new String(datagram, StandardCharsets.UTF_8));
        }
    };

    @Test
    void eachNoticeIsOneDatagram() {
        ServiceNotice notice = new ServiceNotice(socket, null);

        notice.ready("looking after 2 apps\nand more");
        notice.alive();
        notice.stopping();

        assertThat(datagrams)
                .containsExactly("READY=1\nSTATUS=looking after 2 apps and more", "WATCHDOG=1", "STOPPING=1");
    }

    @Test
    void aProgramGoesOnWhenNobodyListens() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Connection refused");
            }
        };

        new ServiceNotice(broken, null).ready("well");
    }

    @Test
    void signsOfLifeComeThreeTimesAsOftenAsTheyAreWaitedFor() {
        Map<String, String> started = Map.of(ServiceNotice.CHANNEL, "stdin", ServiceNotice.PATIENCE, "30000000");

        assertThat(ServiceNotice.from(started).aliveEvery()).contains(Duration.ofSeconds(10));
    }

    @Test
    void withoutTheStartScriptNothingIsSaidAndNothingWaitedFor() {
        Map<String, String> started = Map.of(ServiceNotice.PATIENCE, "30000000");

        assertThat(ServiceNotice.from(started).aliveEvery()).isEmpty();
    }

    @Test
    void aSignOfLifeNeedsAProof() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(4);
        ServiceNotice notice = new ServiceNotice(socket, Duration.ofSeconds(30));

        SignOfLife sign = SignOfLife.start(notice, () -> asked.incrementAndGet() % 2 == 0, pause -> {
            enough.countDown();
            if (enough.getCount() == 0) {
                throw new InterruptedException("the test has seen enough");
            }
        });

        assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
        sign.end();
        assertThat(datagrams).containsExactly("WATCHDOG=1", "WATCHDOG=1");
    }
}
