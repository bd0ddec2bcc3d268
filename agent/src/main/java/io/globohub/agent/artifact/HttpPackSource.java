package io.globohub.agent.artifact;

import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.Paths;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Packs from the controllers, tried in their order: {@code GET /v1/packs/{sha256}} with the host's credential and, to
 * resume, a range (RFC 9110, section 14). Every wait is bounded by the timeouts of the client given.
 */
public final class HttpPackSource implements PackSource {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;

    private final OkHttpClient client;
    private final List<URI> controllers;
    private final Supplier<String> credential;

    public HttpPackSource(OkHttpClient client, List<URI> controllers, Supplier<String> credential) {
        this.client = client;
        this.controllers = List.copyOf(controllers);
        this.credential = credential;
    }

    @Override
    public Outcome fetch(Digest pack, long from, long size, OutputStream sink)
            throws IOException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        for (URI controller : controllers) {
            Outcome outcome = fetchFrom(controller, pack, from, size, sink);
            if (!(outcome instanceof Outcome.Unavailable unavailable)) {
                return outcome;
            }
            refusals.add(unavailable.why());
        }
        return new Outcome.Unavailable(
                refusals.isEmpty() ? "no controller is configured" : String.join("; ", refusals));
    }

    private Outcome fetchFrom(URI controller, Digest pack, long from, long size, OutputStream sink)
            throws IOException, InterruptedException {
        Call call = client.newCall(request(controller, pack, from));
        Transfer transfer = new Transfer(controller, from, size, sink);
        call.enqueue(transfer);
        try {
            return transfer.outcome.get();
        } catch (InterruptedException e) {
            // a blocked socket does not see the interrupt: end the call, and wait until nobody writes any more
            call.cancel();
            transfer.outcome.handle((outcome, fault) -> outcome).join();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException sinkFailure) {
                throw sinkFailure;
            }
            throw new IllegalStateException("a transfer from " + controller + " broke", e.getCause());
        }
    }

    private Request request(URI controller, Digest pack, long from) {
        String base = controller.toString().replaceAll("/+$", "");
        Request.Builder request = new Request.Builder()
                .url(base + Paths.PACK.replace("{sha256}", pack.hex()))
                // a pack is compressed already, and offsets must count its own bytes
                .header("Accept-Encoding", "identity")
                .header("Authorization", "Bearer " + credential.get());
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        return request.build();
    }

    /** One answer being written to the sink, on a thread of the client. */
    private static final class Transfer implements Callback {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final URI controller;
        private final long from;
        private final long size;
        private final OutputStream sink;

        Transfer(URI controller, long from, long size, OutputStream sink) {
            this.controller = controller;
            this.from = from;
            this.size = size;
            this.sink = sink;
        }

        @Override
        public void onFailure(Call call, IOException e) {
            outcome.complete(new Outcome.Unavailable(controller + " cannot be reached: " + sentence(e)));
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                outcome.complete(receive(response));
            } catch (IOException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        }

        private Outcome receive(Response response) throws IOException {
            if (response.code() != OK && response.code() != PARTIAL_CONTENT) {
                return new Outcome.Unavailable(controller + " answered " + response.code() + meaning(response.code()));
            }
            if (response.code() == PARTIAL_CONTENT && !startsAt(response.header("Content-Range"), from)) {
                return new Outcome.Unavailable(controller + " answered with another range than was asked for");
            }
            long skip = response.code() == OK ? from : 0;
            return copy(response.body().byteStream(), skip);
        }

        private Outcome copy(InputStream in, long skip) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            long toSkip = skip;
            long missing = size - from;
            boolean wrote = false;
            while (missing > 0) {
                int read;
                try {
                    read = in.read(buffer);
                } catch (IOException e) {
                    return ended(wrote, sentence(e));
                }
                if (read < 0) {
                    return ended(wrote, "it ended " + missing + " bytes too early");
                }
                int skipped = (int) Math.min(toSkip, read);
                int usable = (int) Math.min(read - skipped, missing);
                toSkip -= skipped;
                if (usable > 0) {
                    sink.write(buffer, skipped, usable);
                    missing -= usable;
                    wrote = true;
                }
            }
            return new Outcome.Complete();
        }

        private Outcome ended(boolean wrote, String why) {
            String sentence = "the transfer from " + controller + " broke off: " + why;
            return wrote ? new Outcome.Partial(sentence) : new Outcome.Unavailable(sentence);
        }

        private static boolean startsAt(String contentRange, long from) {
            return contentRange != null && contentRange.startsWith("bytes " + from + "-");
        }

        private static String meaning(int code) {
            return switch (code) {
                case 401, 403 -> " (it does not accept this host's credential)";
                case 404 -> " (it does not have the pack)";
                default -> "";
            };
        }

        private static String sentence(IOException e) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }
}
