package io.globohub.controller.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * One hour of one host's metrics, one value a minute and column; a minute without a sample holds NaN. Thread-safe.
 *
 * <p>Packed it is a version byte and the deflated bytes of all values, ordered by their place within the value: the high
 * bytes of neighbouring minutes are nearly always the same.
 */
final class MetricHour {
    static final int MINUTES = 60;

    private static final byte VERSION = 1;
    private static final int COLUMNS = MetricRing.NAMES.size();
    private static final int VALUES = COLUMNS * MINUTES;

    private final float[] values;

    MetricHour() {
        this.values = new float[VALUES];
        Arrays.fill(values, Float.NaN);
    }

    /** Unpacks; what a newer controller has written counts as empty. */
    static MetricHour unpack(byte[] packed) {
        MetricHour hour = new MetricHour();
        if (packed.length == 0 || packed[0] != VERSION) {
            return hour;
        }
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1))) {
            byte[] planes = in.readNBytes(VALUES * Float.BYTES);
            byte[] bytes = new byte[VALUES * Float.BYTES];
            for (int i = 0; i < planes.length; i++) {
                bytes[(i % VALUES) * Float.BYTES + i / VALUES] = planes[i];
            }
            ByteBuffer.wrap(bytes).asFloatBuffer().get(hour.values);
            return hour;
        } catch (IOException damaged) {
            return new MetricHour();
        }
    }

    synchronized byte[] pack() {
        byte[] bytes = new byte[VALUES * Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
        byte[] planes = new byte[bytes.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = bytes[(i % VALUES) * Float.BYTES + i / VALUES];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write(VERSION);
        try (OutputStream deflated = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED))) {
            deflated.write(planes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    synchronized void set(int minute, float[] sample) {
        for (int column = 0; column < COLUMNS; column++) {
            values[column * MINUTES + minute] = sample[column];
        }
    }

    synchronized float get(int column, int minute) {
        return values[column * MINUTES + minute];
    }

    /** Takes over minutes that this one has no sample of: a host may speak to several controllers within an hour. */
    synchronized void fillFrom(MetricHour other) {
        for (int i = 0; i < VALUES; i++) {
            if (Float.isNaN(values[i])) {
                values[i] = other.values[i];
            }
        }
    }
}
