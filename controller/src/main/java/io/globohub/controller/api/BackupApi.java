package io.globohub.controller.api;

import io.globohub.controller.records.BackupSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** Everything the controller remembers, in one file. */
final class BackupApi {
    private final BackupSource source;

    BackupApi(BackupSource source) {
        this.source = source;
    }

    void download(Call call) throws IOException {
        BackupSource.Prepared backup = source.prepare();
        call.ctx()
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"globohub-backup.zip\"")
                .contentType("application/zip")
                .status(200);
        CompletableFuture<Void> end = new CompletableFuture<>();
        call.ctx().future(() -> {
            // a thread of its own: a slow reader shall not take one from those who answer agents
            new Thread(() -> send(call, backup, end), "backup").start();
            return end;
        });
    }

    private static void send(Call call, BackupSource.Prepared backup, CompletableFuture<Void> end) {
        try (backup) {
            OutputStream out = call.ctx().res().getOutputStream();
            backup.writeTo(out);
            out.flush();
            end.complete(null);
        } catch (IOException | RuntimeException e) {
            // what was sent so far is no whole zip, and the connection is cut, so nobody takes it for one
            end.completeExceptionally(e);
        }
    }
}
