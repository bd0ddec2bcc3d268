package io.globohub.agent;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.uplink.TrustedAuthorities;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Makes the client that packs are fetched with: patient with a slow line, not with a silent one. */
final class Downloads {
    private Downloads() {}

    static OkHttpClient client(AgentConfig config) throws IOException {
        return TrustedAuthorities.trust(new OkHttpClient.Builder(), config.caFile(), config.clientCertificate())
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(30))
                .build();
    }
}
