package io.globohub.agent.process;

import io.globohub.common.disk.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A spawner that tells a crash test of each start, before it and after. */
public final class SpawnPoints implements Spawner {
    private final Spawner spawner;
    private final CrashPoint crashPoint;

    public SpawnPoints(Spawner spawner, CrashPoint crashPoint) {
        this.spawner = spawner;
        this.crashPoint = crashPoint;
    }

    @Override
    public Spawned spawn(List<String> command, Path directory, Map<String, String> environment, Path output)
            throws IOException {
        crashPoint.reached("spawn:" + output.getFileName());
        Spawned spawned = spawner.spawn(command, directory, environment, output);
        crashPoint.reached("spawn:" + output.getFileName() + ":done");
        return spawned;
    }
}
