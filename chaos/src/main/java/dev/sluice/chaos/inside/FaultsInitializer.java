package dev.sluice.chaos.inside;

import dev.sluice.service.rawzone.storage.RawStorage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Puts the faults between the sink and its storage. Spring finds it through {@code META-INF/spring.factories}, so the
 * service itself does not know of it. System properties of the process: {@code chaos.control}, the folder of the marker
 * files; {@code chaos.faults}, as {@link Fault} reads them; {@code chaos.mutant}; {@code chaos.sink-only}.
 */
public final class FaultsInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Of the service's beans that are started with it. */
    private static final String STREAM = "streamLifecycle";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String control = System.getProperty("chaos.control");
        if (control != null) {
            context.addBeanFactoryPostProcessor(beans -> change(beans, Path.of(control)));
        }
    }

    private static void change(ConfigurableListableBeanFactory factory, Path control) {
        var beans = (DefaultListableBeanFactory) factory;
        if (Boolean.getBoolean("chaos.sink-only")) {
            requireLifecycle(beans);
            beans.removeBeanDefinition(STREAM);
        }
        for (String name : beans.getBeanNamesForType(RawStorage.class, false, false)) {
            var storage = (RawStorage) Objects.requireNonNull(beans.getSingleton(name), name);
            beans.destroySingleton(name);
            beans.registerSingleton(name, wrapped(storage, control));
        }
    }

    /** A stream that keeps running under another name would be a sink that shares its processor, unnoticed. */
    private static void requireLifecycle(DefaultListableBeanFactory beans) {
        List<String> started = List.of(beans.getBeanNamesForType(SmartLifecycle.class, false, false));
        if (!started.contains(STREAM)) {
            throw new IllegalStateException("Cannot run the sink alone: no bean " + STREAM + " among " + started);
        }
    }

    private static RawStorage wrapped(RawStorage storage, Path control) {
        var faults = Fault.parseAll(System.getProperty("chaos.faults", ""));
        RawStorage faulty = proxy(new FaultyCalls(storage, faults, control));
        String mutant = System.getProperty("chaos.mutant");
        return mutant == null ? faulty : proxy(Mutant.valueOf(mutant).over(faulty));
    }

    private static RawStorage proxy(InvocationHandler handler) {
        Class<?> port = RawStorage.class;
        return (RawStorage) Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler);
    }
}
