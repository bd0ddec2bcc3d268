package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one stage to each journey, and holds every journey to a silent console. */
final class OnStage implements ParameterResolver, AfterEachCallback {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stage(context);
    }

    private static Stage stage(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OnStage.class))
                .computeIfAbsent("stage", key -> make(), Stage.class);
    }

    private static Stage make() {
        try {
            return new Stage();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(stage(context).complaints()).as("the console").isEmpty();
    }
}
