import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles each source file into its own folder; what the compiler says goes beside it. */
class CompileEach {
    public static void main(String[] sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (String source : sources) {
            Path folder = Path.of(source).getParent();
            try (var complaints = Files.newOutputStream(folder.resolve("complaints"))) {
                compiler.run(
                    null, complaints, complaints,
                    "-nowarn", "-proc:none", "-encoding", "UTF-8", "-d", folder.toString(), source);
            }
        }
    }
}
