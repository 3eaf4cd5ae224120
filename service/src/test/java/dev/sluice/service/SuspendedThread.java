package dev.sluice.service;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector.Argument;
import java.util.Map;
import java.util.regex.Pattern;

/** A thread of another process, stopped where it is by a debugger, until closed. */
final class SuspendedThread implements AutoCloseable {

    private final VirtualMachine process;

    private SuspendedThread(VirtualMachine process) {
        this.process = process;
    }

    static SuspendedThread in(int debugPort, Pattern name) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(debugPort));
        VirtualMachine process = connector.attach(arguments);
        process.allThreads().stream()
                .filter(thread -> name.matcher(thread.name()).matches())
                .findFirst()
                .orElseThrow()
                .suspend();
        return new SuspendedThread(process);
    }

    @Override
    public void close() {
        process.dispose(); // resumes it
    }
}
